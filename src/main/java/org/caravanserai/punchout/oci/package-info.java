/**
 * Purpose: SAP's Open Catalog Interface 4.0 and 5.0: the call of a browser, the form that brings a cart back, its fields.
 * May import: punchout, and base.
 * Face: {@link org.caravanserai.punchout.oci.OciCall}, {@link org.caravanserai.punchout.oci.OciForm}, {@link org.caravanserai.punchout.oci.OciItems}.
 */
package org.caravanserai.punchout.oci;
