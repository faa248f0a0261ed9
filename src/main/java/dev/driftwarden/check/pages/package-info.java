/** Documentation pages of the rules, made from the rules themselves. */
@NullMarked
package dev.driftwarden.check.pages;

import org.jspecify.annotations.NullMarked;
