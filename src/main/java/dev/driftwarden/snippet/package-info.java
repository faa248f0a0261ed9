/** The change of code that a plan asks for, where code owns the resource: Bicep and Terraform. */
@NullMarked
package dev.driftwarden.snippet;

import org.jspecify.annotations.NullMarked;
