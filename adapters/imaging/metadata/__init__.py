"""Metadata of an upload: told in full to those who may know, free of identity in the summary."""

from adapters.imaging.metadata.block import transcoding
from adapters.imaging.metadata.facts import patient, summary
from adapters.imaging.metadata.model import Limits, Model, dicom_json, model
from adapters.imaging.metadata.photo import exif, place
from adapters.imaging.metadata.text import clean

__all__ = [
    "Limits",
    "Model",
    "clean",
    "dicom_json",
    "exif",
    "model",
    "patient",
    "place",
    "summary",
    "transcoding",
]
