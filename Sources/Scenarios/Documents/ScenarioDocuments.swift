/// What the scenario language says about itself, for editors and readers.
package enum ScenarioDocuments {
  /// JSON Schema (2020-12) of a scenario file; ends with a newline.
  package static var jsonSchema: String {
    JSONSchemaWriter.document(of: ScenarioSection.schema).text() + "\n"
  }

  /// Every key in Markdown; ends with a newline.
  package static var markdown: String {
    var writer = KeyDocumentWriter()
    return writer.document(of: ScenarioSection.schema)
  }
}
