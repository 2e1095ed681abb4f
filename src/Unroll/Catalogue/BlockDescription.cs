namespace Unroll.Catalogue;

/// <summary>What is told of a building block.</summary>
/// <param name="Kind">What it is one of: "layer".</param>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is, in one sentence.</param>
/// <param name="Formula">What it computes; empty where there is nothing to tell.</param>
/// <param name="Example">An example as YAML.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Shorthand">The setting whose value may stand alone; null where there is none.</param>
public sealed record BlockDescription(string Kind, string Name, string Summary, string Formula, string Example, IReadOnlyList<Setting> Settings, Setting? Shorthand);
