/** The Azure Functions: decode, call the bot, encode. */
@NullMarked
package dev.driftwarden.functions;

import org.jspecify.annotations.NullMarked;
