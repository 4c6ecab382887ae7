"""De-identification: a DICOM export by profile, and the family's share of the metadata."""
