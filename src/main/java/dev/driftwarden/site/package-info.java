/** Who asks and what pages and API share: people, tokens, parameters, texts made safe to show. */
@NullMarked
package dev.driftwarden.site;

import org.jspecify.annotations.NullMarked;
