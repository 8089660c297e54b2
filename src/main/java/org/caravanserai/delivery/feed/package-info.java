/**
 * Purpose: published files: written aside, fsynced, renamed, described by a manifest, found again for whoever fetches them.
 * May import: canonical, parser.
 * Face: {@link org.caravanserai.delivery.feed.FeedFolder}.
 */
package org.caravanserai.delivery.feed;
