/**
 * Purpose: an ERP that offers the service of {@code soap/erp.wsdl} and keeps a ledger of the orders it has.
 * May import: {@code sandbox} and libraries.
 * Face: {@link org.caravanserai.sandbox.erp.Erp}.
 */
package org.caravanserai.sandbox.erp;
