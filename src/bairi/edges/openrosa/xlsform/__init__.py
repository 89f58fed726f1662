"""The campaign's form as an XLSForm workbook: made, checked cell by cell, converted to an XForm."""

from bairi.edges.openrosa.xlsform.convert import Converted, convert_form
from bairi.edges.openrosa.xlsform.generate import form_id_of, generated_form

__all__ = ["Converted", "convert_form", "form_id_of", "generated_form"]
