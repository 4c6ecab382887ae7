"""Clips: where the coded frames lie in MP4 and MOV, and the decoders that can be had here."""
