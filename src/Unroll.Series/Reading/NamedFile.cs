
namespace Unroll.Series.Reading;

/// <summary>A file with the id of its series and what is told of it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Id">The id of its series.</param>
/// <param name="Fields">What its name or a list tells of it.</param>
internal sealed record NamedFile(string Path, string Id, IReadOnlyDictionary<string, string> Fields);
