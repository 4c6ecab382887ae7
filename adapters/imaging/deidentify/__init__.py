"""De-identification: a DICOM export by profile, and the family's share of the metadata."""

from adapters.imaging.deidentify.family import family
from adapters.imaging.deidentify.options import Dates, Options
from adapters.imaging.deidentify.profile import profile
from adapters.imaging.deidentify.pseudonyms import UidMap
from adapters.imaging.deidentify.table import EDITION

__all__ = ["EDITION", "Dates", "Options", "UidMap", "family", "profile"]
