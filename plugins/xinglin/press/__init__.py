"""The press: loads the Site, lists its pages, prints them into staging, lands them. Pelican's seams are here too."""
