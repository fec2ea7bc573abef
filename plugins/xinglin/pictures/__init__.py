"""Pictures: each photo inspected, then stripped, oriented, brought to sRGB and sized for the web.

``inspect`` says what a file is (or why it cannot be used), ``renditions`` plans the sizes and names, ``render`` makes
the files. A rendition carries pixels only: no EXIF, GPS, XMP, colour profile, comment or thumbnail survives.
"""
