namespace Unroll.Series.Windowing;

/// <summary>Groups that are chosen for a part of a split by their names.</summary>
/// <param name="Validation">The groups of the validation part; none to take a share.</param>
/// <param name="Test">The groups of the test part; none to take a share.</param>
public sealed record NamedGroups(IReadOnlyList<string> Validation, IReadOnlyList<string> Test);
