/** HTTP exchanges as plain values, whatever host carries them; who is asking; and what pages and API both show. */
@NullMarked
package dev.driftwarden.web;

import org.jspecify.annotations.NullMarked;
