using System.Text;

namespace Unroll.Tasks.Translation;

/// <summary>A sequence of numbers that was written beside the one that was to be.</summary>
/// <param name="Id">Id of the pair.</param>
/// <param name="Source">The text that was read.</param>
/// <param name="Reference">The numbers that were to be written, timestep after timestep.</param>
/// <param name="Written">Those that were, as many.</param>
public sealed record TranslatedNumbers(string Id, string Source, IReadOnlyList<double> Reference, IReadOnlyList<double> Written)
{
    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Id), Id), (nameof(Source), Source), (nameof(Reference), Reference), (nameof(Written), Written));
}
