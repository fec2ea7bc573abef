"""Honours (荣誉): who received what from whom, with the document that says so."""
