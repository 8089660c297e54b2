/**
 * Purpose: reads a home (an installation's files), checks it and hands it on as records: overlay, environments, secret references, problems.
 * May import: canonical, parser, expression.
 * Face: {@link org.caravanserai.home.Home}, the records it holds, {@link org.caravanserai.home.FileChecker}, {@link org.caravanserai.home.Secrets}.
 */
package org.caravanserai.home;
