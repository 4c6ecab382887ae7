"""DICOM objects to pictures: one file a subject, `entry.transcode` puts them together."""

from adapters.imaging.dicom.entry import transcode

__all__ = ["transcode"]
