/**
 * Purpose: invents the sample company Ateliers Morvan: the files of {@code config/samples} and the list of their planted defects.
 * May import: the JDK and fastexcel only, so that the samples cannot share a mistake with the code that reads them.
 * Face: {@link org.caravanserai.company.Morvan}.
 */
package org.caravanserai.company;
