using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Proposals;

/// <summary>A file that a recipe is proposed for.</summary>
/// <param name="Path">The file.</param>
/// <param name="Data">How it is read: what its format does not tell by itself. The file is not among it.</param>
/// <param name="Set">What is in it.</param>
/// <param name="Profile">What that is like.</param>
public sealed record ProposalSource(string Path, DataRecipe Data, SeriesSet Set, SeriesProfile Profile)
{
    /// <summary>Whether the series are images, whose classes are in a file of their own.</summary>
    public bool IsImages { get; init; }
}
