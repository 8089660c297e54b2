/**
 * Purpose: published workbooks (XLSX) of one or several sheets.
 * May import: canonical, parser, home, connector.
 * Face: {@link org.caravanserai.connector.sheet.WorkbookFormat}.
 */
package org.caravanserai.connector.sheet;
