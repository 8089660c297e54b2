/**
 * Purpose: what buyers' systems and browsers say to us and what they hear: cXML requests and OCI calls, each answered whatever it holds.
 * May import: punchout with its sub-packages, and base.
 * Face: {@link org.caravanserai.punchout.door.CxmlDoor}, {@link org.caravanserai.punchout.door.OciDoor}, {@link org.caravanserai.punchout.door.Answer}, {@link org.caravanserai.punchout.door.OrderDesk}, {@link org.caravanserai.punchout.door.Reception}.
 */
package org.caravanserai.punchout.door;
