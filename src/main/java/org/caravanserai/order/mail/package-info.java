/**
 * Purpose: what whoever ordered hears by mail: confirmations and shipments as letters in three languages, text and page.
 * May import: order, connector, and base.
 * Face: {@link org.caravanserai.order.mail.MailAnswers}.
 */
package org.caravanserai.order.mail;
