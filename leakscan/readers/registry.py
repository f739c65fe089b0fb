"""Every format that can be read, one line each, in the order in which they are tried.

The formats do not know each other; `opening.py` asks these tables, and `leakscan formats` lists
them. A new format is a module with its `FormatInfo`, and a line here or, when it is one of text,
in `plain_formats.py`.
"""

from leakscan.readers import (
    access,
    ar,
    arrow_ipc,
    avro,
    binary,
    bson,
    cbor,
    cda,
    cpio,
    dbf,
    delimited,
    dicom,
    docx,
    fhir_xml,
    foreign,
    hprim_xml,
    memo,
    messagepack,
    msg,
    odf,
    ole,
    orc,
    parquet,
    pdf,
    pg_dump,
    pptx,
    pst,
    r_data,
    rtf,
    sevenzip,
    spss,
    sqlite,
    sqlite_logs,
    stata,
    tar,
    text,
    tnef,
    transport,
    xlsb,
    xlsx,
    zipped,
)
from leakscan.readers.format import ByteFormat, FormatInfo
from leakscan.readers.plain_formats import COMPRESSIONS, MAIL_FORMATS, TEXT_FORMATS

BYTE_FORMATS: tuple[ByteFormat, ...] = (
    ByteFormat(info=sqlite.INFO, recognise=sqlite.is_sqlite, read=sqlite.read_sqlite),
    ByteFormat(
        info=sqlite_logs.INFO,
        recognise=sqlite_logs.is_sqlite_log,
        read=sqlite_logs.read_sqlite_log,
    ),
    ByteFormat(info=access.INFO, recognise=access.is_access, read=access.read_access),
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
    ByteFormat(info=r_data.INFO, recognise=r_data.is_r_data, read=r_data.read_r_data),
    ByteFormat(info=spss.INFO, recognise=spss.is_spss, read=spss.read_spss),
    ByteFormat(info=stata.INFO, recognise=stata.is_stata, read=stata.read_stata),
    ByteFormat(
        info=transport.INFO, recognise=transport.is_transport, read=transport.read_transport
    ),
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
    *(entry.load() for entry in MAIL_FORMATS),
    ByteFormat(info=tar.INFO, recognise=tar.is_tar, read=tar.read_tar, archive=True),
    ByteFormat(info=cpio.INFO, recognise=cpio.is_cpio, read=cpio.read_cpio, archive=True),
    ByteFormat(info=ar.INFO, recognise=ar.is_ar, read=ar.read_ar, archive=True),
    ByteFormat(info=sevenzip.INFO, recognise=sevenzip.is_7z, read=sevenzip.read_7z, archive=True),
    ByteFormat(info=zipped.INFO, recognise=zipped.is_zip, read=zipped.read_zip, archive=True),
    *foreign.foreign_formats(),
    ByteFormat(info=bson.INFO, recognise=bson.is_bson, read=bson.read_bson),
    ByteFormat(
        info=messagepack.INFO,
        recognise=messagepack.is_messagepack,
        read=messagepack.read_messagepack,
    ),
    ByteFormat(info=cbor.INFO, recognise=cbor.is_cbor, read=cbor.read_cbor),
)
"""Recognised by their first bytes, before any decoding; the first that says yes reads."""


def readable_formats() -> tuple[FormatInfo, ...]:
    """Every format, in the order in which they are listed."""
    return (
        text.INFO,
        delimited.INFO,
        *(entry.load().info for entry in TEXT_FORMATS),
        *(entry.info for entry in BYTE_FORMATS),
        *(entry.load().info for entry in COMPRESSIONS),
        binary.INFO,
    )


__all__ = ["BYTE_FORMATS", "readable_formats"]
