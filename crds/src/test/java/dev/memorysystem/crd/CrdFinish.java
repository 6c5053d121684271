package dev.memorysystem.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the generator has no annotation for. */
final class CrdFinish implements CRDPostProcessor {
  private static final List<String> COLUMNS =
      List.of("PODS", "INJECTED", "LEAKS", "WORST", "EXHAUSTED-AT", "AGE");

  private final String version;

  /**
   * @param version of the release
   */
  CrdFinish(String version) {
    this.version = version;
  }

  @Override
  public HasMetadata process(HasMetadata resource, String crdSpecVersion) {
    CustomResourceDefinition crd = (CustomResourceDefinition) resource;
    crd.getMetadata().setAnnotations(Map.of(MemoryProfile.DEFINITION_VERSION, version));
    CustomResourceDefinitionVersion served = crd.getSpec().getVersions().getFirst();
    JSONSchemaProps schema = served.getSchema().getOpenAPIV3Schema();
    inTheOrderPeopleRead(served.getAdditionalPrinterColumns());
    everyRuleOnce(schema);
    aMissingSpecIsAnEmptyOne(schema);
    conditionsAreAMapByType(schema);
    selectorsHaveFourOperators(schema);
    return crd;
  }

  /** The generator sorts by JSON path. */
  private static void inTheOrderPeopleRead(List<CustomResourceColumnDefinition> columns) {
    columns.sort(Comparator.comparingInt(column -> COLUMNS.indexOf(column.getName())));
  }

  /** The generator finds a record component's rules on the field and on the accessor. */
  private static void everyRuleOnce(JSONSchemaProps schema) {
    schema.setXKubernetesValidations(
        schema.getXKubernetesValidations().stream().distinct().toList());
    schema.getProperties().values().forEach(CrdFinish::everyRuleOnce);
    if (schema.getItems() != null) {
      everyRuleOnce(schema.getItems().getSchema());
    }
  }

  private static void aMissingSpecIsAnEmptyOne(JSONSchemaProps schema) {
    schema.getProperties().get("spec").setDefault(JsonNodeFactory.instance.objectNode());
  }

  /** Two writers of conditions then merge by type, as Kubernetes' own API conventions ask. */
  private static void conditionsAreAMapByType(JSONSchemaProps schema) {
    JSONSchemaProps conditions =
        schema.getProperties().get("status").getProperties().get("conditions");
    conditions.setXKubernetesListType("map");
    conditions.setXKubernetesListMapKeys(List.of("type"));
    conditions.getItems().getSchema().setRequired(List.of("type", "status"));
  }

  /** As the API server checks them in its own kinds. */
  private static void selectorsHaveFourOperators(JSONSchemaProps schema) {
    JSONSchemaProps requirement =
        schema
            .getProperties()
            .get("spec")
            .getProperties()
            .get("selector")
            .getProperties()
            .get("matchExpressions")
            .getItems()
            .getSchema();
    requirement.setRequired(List.of("key", "operator"));
    requirement
        .getProperties()
        .get("operator")
        .setEnum(
            Stream.of("In", "NotIn", "Exists", "DoesNotExist")
                .<JsonNode>map(JsonNodeFactory.instance::textNode)
                .toList());
  }
}
