/**
 * What the analyzer says: findings and assessments, named as the JSON, the REST API and the CRD.
 */
@NullMarked
package dev.memorysystem.analyzer.finding;

import org.jspecify.annotations.NullMarked;
