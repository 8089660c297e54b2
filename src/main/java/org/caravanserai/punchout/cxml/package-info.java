/**
 * Purpose: cXML 1.2 as bytes and back: a JAXB model of the documents the hub speaks, status table, forms a browser carries.
 * May import: punchout, and base.
 * Face: {@link org.caravanserai.punchout.cxml.CxmlReader}, {@link org.caravanserai.punchout.cxml.CxmlWriter}, {@link org.caravanserai.punchout.cxml.Incoming}, {@link org.caravanserai.punchout.cxml.CartMessage}, {@link org.caravanserai.punchout.cxml.Replies}.
 */
package org.caravanserai.punchout.cxml;
