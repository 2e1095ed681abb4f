using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>The padding, truncation and splitting of series into sequences of one length: section <c>sequence</c> of a recipe.</summary>
public sealed record SequenceRecipe
{
    private static readonly ValueKind<bool> _end = Kind.Choice(("end", false), ("start", true));

    private static readonly Setting<SequenceRecipe, SequenceLength> _length = new(
        "length", new SequenceLengthKind(), sequence => sequence.Length,
        "Rows of a sequence: a number, or those of the longest or the shortest series of the training part.");

    private static readonly Setting<SequenceRecipe, bool> _pad = new(
        "pad", _end, sequence => sequence.PadStart, "At which end shorter series are padded.");

    private static readonly Setting<SequenceRecipe, bool> _truncate = new(
        "truncate", _end, sequence => sequence.TruncateStart, "At which end longer series lose rows.");

    private static readonly Setting<SequenceRecipe, int?> _split = new(
        "split", Kind.Optional(Kind.Integer(1)), sequence => sequence.Split,
        "Rows of the pieces that series are cut into, padded to the nearest multiple; absent: whole series.");

    /// <summary>The section in the catalogue's terms.</summary>
    public static Section<SequenceRecipe> Section { get; } = new(
        [_length, _pad, _truncate, _split],
        values => values.Get(_split) is not null && values.IsGiven(_length)
            ? throw new InputException("pieces have a length of their own. Keep either length or split.")
            : new SequenceRecipe
            {
                Length = values.Get(_length),
                PadStart = values.Get(_pad),
                TruncateStart = values.Get(_truncate),
                Split = values.Get(_split)
            });

    /// <summary>Rows of a sequence.</summary>
    public SequenceLength Length { get; init; }

    /// <summary>Whether shorter series are padded at the start, rather than at the end.</summary>
    public bool PadStart { get; init; }

    /// <summary>Whether longer series lose their first rows, rather than their last.</summary>
    public bool TruncateStart { get; init; }

    /// <summary>Rows of the pieces that series are cut into, padded to the nearest multiple; null to leave them whole.</summary>
    public int? Split { get; init; }
}
