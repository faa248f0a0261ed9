/** What programs may ask about findings, plans and coverage through the Model Context Protocol; nothing here changes anything. */
@NullMarked
package dev.driftwarden.tools;

import org.jspecify.annotations.NullMarked;
