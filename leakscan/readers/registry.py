"""Every format that can be read, one line each, in the order in which they are tried.

The formats do not know each other; `opening.py` asks these tables, and `leakscan formats` lists
them. A new format is a module with its `FormatInfo`, and a line here.
"""

from leakscan.readers import (
    ar,
    arrow_ipc,
    avro,
    binary,
    bzip2,
    cda,
    cpio,
    dbf,
    delimited,
    dicom,
    docx,
    fhir_xml,
    fixed_width,
    foreign,
    gzipped,
    hl7,
    hprim,
    hprim_medecin,
    hprim_xml,
    htmltext,
    jsontext,
    lz4frame,
    mail,
    memo,
    msg,
    odf,
    ole,
    orc,
    parquet,
    pdf,
    pg_dump,
    pptx,
    pst,
    rtf,
    sevenzip,
    sql,
    sqlite,
    sqlite_logs,
    tar,
    text,
    tnef,
    xlsb,
    xlsx,
    xmltext,
    xz,
    zipped,
    zstd,
)
from leakscan.readers.format import ByteFormat, Compression, FormatInfo, TextFormat

COMPRESSIONS: tuple[Compression, ...] = (
    Compression(info=gzipped.INFO, recognise=gzipped.is_gzip, open=gzipped.open_gzip),
    Compression(info=bzip2.INFO, recognise=bzip2.is_bzip2, open=bzip2.open_bzip2),
    Compression(info=xz.INFO, recognise=xz.is_xz, open=xz.open_xz),
    Compression(info=zstd.INFO, recognise=zstd.is_zstd, open=zstd.open_zstd),
    Compression(info=lz4frame.INFO, recognise=lz4frame.is_lz4, open=lz4frame.open_lz4),
)
"""One compressed stream around one content, which keeps the outer name."""

BYTE_FORMATS: tuple[ByteFormat, ...] = (
    ByteFormat(info=sqlite.INFO, recognise=sqlite.is_sqlite, read=sqlite.read_sqlite),
    ByteFormat(
        info=sqlite_logs.INFO,
        recognise=sqlite_logs.is_sqlite_log,
        read=sqlite_logs.read_sqlite_log,
    ),
    ByteFormat(info=pg_dump.INFO, recognise=pg_dump.is_pg_dump, read=pg_dump.read_pg_dump),
    ByteFormat(info=docx.INFO, recognise=docx.is_docx, read=docx.read_docx),
    ByteFormat(info=odf.INFO, recognise=odf.is_odf, read=odf.read_odf),
    ByteFormat(info=pdf.INFO, recognise=pdf.is_pdf, read=pdf.read_pdf),
    ByteFormat(info=rtf.INFO, recognise=rtf.is_rtf, read=rtf.read_rtf),
    ByteFormat(info=pptx.INFO, recognise=pptx.is_pptx, read=pptx.read_pptx),
    ByteFormat(info=parquet.INFO, recognise=parquet.is_parquet, read=parquet.read_parquet),
    ByteFormat(info=arrow_ipc.INFO, recognise=arrow_ipc.is_arrow, read=arrow_ipc.read_arrow),
    ByteFormat(info=avro.INFO, recognise=avro.is_avro, read=avro.read_avro),
    ByteFormat(info=dbf.INFO, recognise=dbf.is_dbf, read=dbf.read_dbf),
    ByteFormat(info=memo.INFO, recognise=memo.is_memo, read=memo.read_memo),
    ByteFormat(info=orc.INFO, recognise=orc.is_orc, read=orc.read_orc),
    ByteFormat(info=xlsb.INFO, recognise=xlsb.is_xlsb, read=xlsb.read_xlsb),
    ByteFormat(info=xlsx.INFO, recognise=xlsx.is_xlsx, read=xlsx.read_xlsx),
    ByteFormat(info=cda.INFO, recognise=cda.is_cda, read=cda.read_cda),
    ByteFormat(info=fhir_xml.INFO, recognise=fhir_xml.is_fhir_xml, read=fhir_xml.read_fhir_xml),
    ByteFormat(
        info=hprim_xml.INFO, recognise=hprim_xml.is_hprim_xml, read=hprim_xml.read_hprim_xml
    ),
    ByteFormat(info=dicom.INFO, recognise=dicom.is_dicom, read=dicom.read_dicom),
    ByteFormat(info=msg.INFO, recognise=msg.is_msg, read=msg.read_msg),
    ByteFormat(info=ole.INFO, recognise=ole.is_ole, read=ole.read_ole),
    ByteFormat(info=pst.INFO, recognise=pst.is_pst, read=pst.read_pst),
    ByteFormat(info=tnef.INFO, recognise=tnef.is_tnef, read=tnef.read_tnef),
    ByteFormat(info=mail.MBOX, recognise=mail.is_mbox, read=mail.read_mbox),
    ByteFormat(info=mail.EML, recognise=mail.is_eml, read=mail.read_eml),
    ByteFormat(info=tar.INFO, recognise=tar.is_tar, read=tar.read_tar, archive=True),
    ByteFormat(info=cpio.INFO, recognise=cpio.is_cpio, read=cpio.read_cpio, archive=True),
    ByteFormat(info=ar.INFO, recognise=ar.is_ar, read=ar.read_ar, archive=True),
    ByteFormat(info=sevenzip.INFO, recognise=sevenzip.is_7z, read=sevenzip.read_7z, archive=True),
    ByteFormat(info=zipped.INFO, recognise=zipped.is_zip, read=zipped.read_zip, archive=True),
    *foreign.foreign_formats(),
)
"""Recognised by their first bytes, before any decoding; the first that says yes reads."""

TEXT_FORMATS: tuple[TextFormat, ...] = (
    TextFormat(info=hl7.INFO, recognise=hl7.is_hl7, read=hl7.read_hl7),
    TextFormat(info=hprim.INFO, recognise=hprim.is_hprim, read=hprim.read_hprim),
    TextFormat(
        info=hprim_medecin.INFO,
        recognise=hprim_medecin.is_hprim_medecin,
        read=hprim_medecin.read_hprim_medecin,
    ),
    TextFormat(info=jsontext.INFO, recognise=jsontext.is_json, read=jsontext.read_json),
    TextFormat(info=htmltext.INFO, recognise=htmltext.is_html, read=htmltext.read_html),
    TextFormat(info=xmltext.INFO, recognise=xmltext.is_xml, read=xmltext.read_xml),
    TextFormat(info=sql.INFO, recognise=sql.is_sql, read=sql.read_sql),
    TextFormat(
        info=fixed_width.INFO,
        recognise=fixed_width.is_fixed_width,
        read=fixed_width.read_fixed_width,
    ),
)
"""Recognised by their first characters; what none of them wants is a table or plain text."""


def readable_formats() -> tuple[FormatInfo, ...]:
    """Every format, in the order in which they are listed."""
    return (
        text.INFO,
        delimited.INFO,
        *(entry.info for entry in TEXT_FORMATS),
        *(entry.info for entry in BYTE_FORMATS),
        *(entry.info for entry in COMPRESSIONS),
        binary.INFO,
    )


__all__ = ["BYTE_FORMATS", "COMPRESSIONS", "TEXT_FORMATS", "readable_formats"]
