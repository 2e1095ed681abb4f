namespace Unroll.Catalogue;

/// <summary>The description of a building block.</summary>
/// <param name="Kind">Its kind: "layer".</param>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is, in one sentence.</param>
/// <param name="Formula">Its formula; empty where there is none.</param>
/// <param name="Example">An example as YAML.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Shorthand">The setting whose value may stand alone; null where there is none.</param>
public sealed record BlockDescription(
    string Kind, string Name, string Summary, string Formula, string Example, IReadOnlyList<Setting> Settings, Setting? Shorthand)
{
    /// <summary>Name of its type in code: <c>Lstm</c>; empty where it has none of its own.</summary>
    public string TypeName { get; init; } = "";

    /// <summary>Other names that recipes may use: <c>mae</c>.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>Whether the block is the library's own, rather than a user's.</summary>
    public bool IsBuiltIn { get; init; }
}
