/**
 * Purpose: puts the files of a publication at a partner: SFTP, FTPS, S3, mail.
 * May import: canonical, home, connector, connector.client (which addresses may be called).
 * Face: {@link org.caravanserai.connector.depot.Depots}.
 */
package org.caravanserai.connector.depot;
