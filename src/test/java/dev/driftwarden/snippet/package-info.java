@NullMarked
package dev.driftwarden.snippet;

import org.jspecify.annotations.NullMarked;
