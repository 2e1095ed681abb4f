using Unroll.Analysis.Characteristics;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Series.Reading;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Proposals;

/// <summary>A file to propose a recipe for.</summary>
/// <param name="Path">The file.</param>
/// <param name="Data">How it is read: settings that its format does not have. The file is not among it.</param>
/// <param name="Set">Its series.</param>
/// <param name="Profile">Its profile.</param>
public sealed record ProposalSource(string Path, DataRecipe Data, SeriesSet Set, SeriesProfile Profile)
{
    /// <summary>The seasons and outliers of the series, beside the profile; found where they are not given.</summary>
    public SeriesCharacteristics Characteristics
    {
        get => field ??= SeriesCharacteristics.Of(Set, Profile);
        init;
    }

    /// <summary>Whether the series are images, whose classes are in a file of their own.</summary>
    public bool IsImages { get; init; }

    /// <summary>The format of a package of its own, such as sound; null where the library reads it.</summary>
    public FileFormat? Format { get; init; }

    /// <summary>Decisions in reading the file, such as rows that were sorted; empty where nothing was to be decided.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
