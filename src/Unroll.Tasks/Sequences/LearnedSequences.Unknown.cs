using Unroll.Models;
using Unroll.Series.Preparing;
using Unroll.Series.Windowing;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Sequences;

/// <content>The texts of which nothing is known but that they are unknown.</content>
public abstract partial class LearnedSequences
{
    /// <summary>A sentence on texts without a known token, of which models know nothing; null where there are none.</summary>
    private string? NoteOf(SequenceData data, Ensemble networks)
    {
        if (Recipe.Data.Texts.Count == 0)
        {
            return null;
        }

        (int Count, LearnedSequences Own)[] unknown = [.. networks.Members.Count == 0
            ? Unknown(data, networks).Select(count => (count, this))
            : networks.Members.Select(member => (Own: (LearnedSequences)member.Learned, member.Networks))
                .SelectMany(member => member.Own.Unknown(member.Own.Prepare(data with { Series = data.Source! }), member.Networks)
                    .Select(count => (count, member.Own)))];
        if (unknown.DefaultIfEmpty().MaxBy(found => found.Count) is not { Count: > 0 } most)
        {
            return null;
        }

        ClassicalModel? model = most.Own.Recipe.Classical;
        return $"{CountFormatter.Format(most.Count, "texts")} of {data.Series.Count} without any "
            + $"{(model is { ReadsCharacters: true } ? "n-gram of characters" : most.Own.NameOfTokens)} that was learned from: of such, "
            + (model is null ? "the network reads nothing but how long they are."
                : "the model of words gives the shares that the classes had in training.");
    }

    private string NameOfTokens => Recipe.Data.Texts.Select(Preparation.TokenizerOf).OfType<Tokenizer>().FirstOrDefault()?.Unit switch
    {
        TokenUnit.Character => "character",
        TokenUnit.Subword => "sub-word",
        _ => "word",
    };

    /// <summary>The number of texts without a token that each model knows.</summary>
    private IEnumerable<int> Unknown(SequenceData data, Ensemble networks)
    {
        string[] columns = [.. Preparation.VocabularySizes.Keys.Intersect(Preparation.ColumnNames)];
        foreach (Model network in networks.Networks)
        {
            if (FittedNetwork.Of(network) is { } model)
            {
                SeriesSequences sequences = Sequences(data, network);
                bool[] known = new bool[data.Series.Count];
                foreach ((int sample, bool isUnknown) in model.LackKnownTokens(sequences).Index())
                {
                    known[sequences.Piece(sample).Series] |= !isUnknown;
                }

                yield return known.Count(isKnown => !isKnown);
            }
            else if (columns.Length > 0)
            {
                yield return data.Series.Items.Count(item => !Array.Exists(
                    columns, name => item.Frame.Column(name).ContainsAnyExceptInRange(Tokenizer.Padding, Tokenizer.Unknown)));
            }
        }
    }
}
