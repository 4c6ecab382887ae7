"""Words that a description may keep when it is shown to people who need not know the name."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

# What scanners and technologists write into series and study descriptions, in upper case. A word
# that is not here (a surname, a ward, a number) is left out.
_WORDS: Final = """
    2D 3D 4D ABDOMEN ABDOMINAL ABD ADC ANGIO ANGIOGRAM ANKLE AORTA AP APICAL ARM ARTERIAL ARTERY
    AXIAL AX B0 BILATERAL BLADDER BOLD BONE BRAIN BREAST C CAROTID CARDIAC CC CE CERVICAL CHEST
    CINE CLAVICLE COLOR COLOUR CONTRAST COR CORONAL CR CSPINE CT CTA CXR DELAYED DIAGNOSTIC DIFF
    DIFFUSION DOPPLER DTI DWI DX DYNAMIC ECG ECHO ELBOW EPI EYE FAT FEMUR FETAL FFE FIBULA FINGER
    FLAIR FLASH FOOT FOREARM FRONTAL FS FSE FUSED GALLBLADDER GRE HAND HEAD HEART HIP HUMERUS IAC
    IR KIDNEY KNEE KUB L LAT LATERAL LEFT LEG LIVER LOCALIZER LONG LOWER LS LT LUMBAR LUNG MAG
    MAMMO MAMMOGRAM MANDIBLE MEDIASTINUM MIP MLO MPR MPRAGE MR MRA MRCP MRI NATIVE NECK NM NO
    OBLIQUE ORBIT ORBITS PA PANCREAS PARENCHYMA PATELLA PD PELVIS PERFUSION PET PHASE PLAIN PORTAL
    POST PRE PRENATAL PROSTATE R RENAL RIB RIBS RIGHT ROUTINE RT SAG SAGITTAL SCAN SCAPULA SCOUT
    SERIES SHOULDER SINUS SKULL SOFT SPINE SPLEEN STANDING STIR STUDY SUPINE SURVIEW SWI T1 T2 THIN
    THORACIC THORAX THUMB THYROID TIBIA TIRM TISSUE TOE TOF TOPOGRAM TRA TRANSVERSE TSE UPPER US
    UTERUS VENOUS VESSEL VIEW VIEWS VIBE WITH WITHOUT WO WRIST XRAY
"""
IMAGING_WORDS: Final = frozenset(_WORDS.split())


def only_imaging_words(description: str, names: Set[str], limit: int = 64) -> str:
    """The words of `description` that are words of imaging and none of `names` (upper case).

    A patient may be called Hand or Long. Numbers are never kept: one may be that of a patient.
    """
    words = re.split(r"[^0-9A-Za-z]+", description)
    kept = [word for word in words if word.upper() in IMAGING_WORDS - names]
    return " ".join(kept)[:limit].strip()
