namespace Unroll.Tasks.Translation;

/// <summary>A translation beside its reference.</summary>
/// <param name="Id">Id of the pair.</param>
/// <param name="Reference">What the text is translated to in the data.</param>
/// <param name="Translation">What the network wrote.</param>
/// <param name="EditDistance">The edit distance of the two, in tokens.</param>
/// <param name="ReferenceLength">Tokens of the reference.</param>
public sealed record TranslatedPair(string Id, string Reference, Translation Translation, int EditDistance, int ReferenceLength)
{
    /// <summary>Whether the two are the same, token by token.</summary>
    public bool IsExact => EditDistance == 0;
}
