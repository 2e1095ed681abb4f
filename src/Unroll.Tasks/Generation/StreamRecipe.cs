using Unroll.Catalogue;

namespace Unroll.Tasks.Generation;

/// <summary>The streams that a text is cut into for training: section <c>stream</c> of a recipe.</summary>
public sealed record StreamRecipe
{
    private static readonly Setting<StreamRecipe, int> _length = new(
        "length", Kind.Integer(1), stream => stream.Length,
        "Tokens of each stream in a batch, which gradients go back through; the state goes on to the next batch. There are as many streams "
        + "as `train.batch-size` says.")
    { DefaultValue = 100 };

    private static readonly Setting<StreamRecipe, string?> _valid = new(
        "valid", Kind.Text!, stream => stream.Valid,
        "Of a list of lines: the regular expression that a valid line matches; without it, a line is valid that is not empty and no longer "
        + "than the longest of the training part.")
    { DefaultNote = "by length" };

    /// <summary>The section in the catalogue's terms.</summary>
    public static Section<StreamRecipe> Section { get; } = new(
        [_length, _valid], values => new StreamRecipe { Length = values.Get(_length), Valid = values.Get(_valid) });

    /// <summary>Tokens of each stream in a batch: the steps of truncated back-propagation through time.</summary>
    public int Length { get; init; } = 100;

    /// <summary>The regular expression that a valid line of a list matches; null to go by its length.</summary>
    public string? Valid { get; init; }
}
