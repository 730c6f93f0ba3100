"""What all pages share of Flask: headers, errors, filters, the base form, navigation, downloads."""
