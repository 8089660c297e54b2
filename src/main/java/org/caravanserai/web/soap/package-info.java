/**
 * Purpose: the SOAP service of the hub, {@code /soap/hub}, contract first: {@code soap/hub.wsdl} and {@code soap/hub.xsd} are the word.
 * May import: flows, pillars, base, web.
 * Face: none; the controller is found by the scan of {@code web}.
 */
package org.caravanserai.web.soap;
