using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// Rows of codes of the characters of words as sparse counts: a column for each n-gram of characters that was learned from. N-grams are the
/// nodes of a tree in which each has the n-gram without its last character above it: those of all lengths from a character on are found in
/// one walk down, which ends where no longer one is known, and no text is kept.
/// </summary>
internal sealed class BagOfCharacters : IKnownTokens
{
    /// <summary>The node of the empty n-gram.</summary>
    private const int Root = -1;

    /// <summary>The most n-grams whose JSON has room in the head of a file.</summary>
    private const int MostNGrams = 2_000_000;

    private const int RowsAtOnce = 256;

    private readonly NGramReader _reader;
    private readonly int[] _parents, _characters, _columns;
    private readonly Dictionary<long, int> _nodes;

    /// <summary>Creates a bag of nodes.</summary>
    /// <param name="reader">The n-grams of words.</param>
    /// <param name="parents">The node above each node, which comes before it, or <see cref="Root"/>.</param>
    /// <param name="characters">The last character of each node; its complement where the n-gram has no column.</param>
    private BagOfCharacters(NGramReader reader, int[] parents, int[] characters)
    {
        (_reader, _parents, _characters, _columns) = (reader, parents, characters, new int[parents.Length]);
        _nodes = new Dictionary<long, int>(parents.Length);
        for (int node = 0; node < parents.Length; node++)
        {
            _columns[node] = characters[node] >= 0 ? Columns++ : -1;
            _nodes.Add(KeyOf(parents[node], characters[node] >= 0 ? characters[node] : ~characters[node]), node);
        }
    }

    /// <inheritdoc/>
    public int Columns { get; }

    /// <inheritdoc/>
    public string Description =>
        $"{CountFormatter.Format(Columns, "n-grams")} of {string.Join(", ", _reader.Lengths)} characters";

    /// <summary>The n-grams that rows have.</summary>
    /// <param name="features">The rows: a step for each word, a channel for each of its characters, 0 behind its end.</param>
    /// <param name="reader">The n-grams of words.</param>
    /// <param name="minimum">How many rows have an n-gram at least.</param>
    /// <exception cref="InputException">A value is no code, or there are too many n-grams.</exception>
    public static BagOfCharacters Of(FeatureTable features, NGramReader reader, int minimum)
    {
        Dictionary<long, int> nodes = [];
        List<int> parents = [], characters = [], rows = [], last = [];
        for (int row = 0; row < features.Count; row++)
        {
            reader.Read(features, row, Root, (parent, character, isCounted) =>
            {
                ref int node = ref CollectionsMarshal.GetValueRefOrAddDefault(nodes, KeyOf(parent, character), out bool isKnown);
                if (!isKnown)
                {
                    node = parents.Count;
                    parents.Add(parent);
                    characters.Add(character);
                    rows.Add(0);
                    last.Add(-1);
                }

                if (isCounted && last[node] != row)
                {
                    (rows[node], last[node]) = (rows[node] + 1, row);
                }

                return node;
            });
        }

        return Kept(reader, [.. parents], [.. characters], [.. rows.Select(count => count >= minimum)]);
    }

    /// <summary>Takes up what was saved.</summary>
    public static BagOfCharacters Load(JsonNode json, NGramReader reader) =>
        new(reader, SavedEstimator.Integers(json["parents"]), SavedEstimator.Integers(json["characters"]));

    /// <inheritdoc/>
    public JsonNode Save() => new JsonObject
    {
        ["parents"] = SavedEstimator.Integers(_parents),
        ["characters"] = SavedEstimator.Integers(_characters),
    };

    /// <inheritdoc/>
    public SparseRow[] Count(FeatureTable features)
    {
        SparseRow[] rows = new SparseRow[features.Count];
        Workers.For((rows.Length + RowsAtOnce - 1) / RowsAtOnce, chunk =>
        {
            for (int row = chunk * RowsAtOnce; row < Math.Min(rows.Length, (chunk + 1) * RowsAtOnce); row++)
            {
                List<int> columns = [];
                _reader.Read(features, row, Root, (parent, character, isCounted) =>
                {
                    if (!_nodes.TryGetValue(KeyOf(parent, character), out int node))
                    {
                        return null;
                    }

                    if (isCounted && _columns[node] >= 0)
                    {
                        columns.Add(_columns[node]);
                    }

                    return node;
                });
                rows[row] = TokenCodes.Counted(columns);
            }
        }, CancellationToken.None);
        return rows;
    }

    /// <summary>The nodes that have a column, and those above them.</summary>
    private static BagOfCharacters Kept(NGramReader reader, int[] parents, int[] characters, bool[] hasColumn)
    {
        bool[] isKept = [.. hasColumn];
        for (int node = parents.Length - 1; node >= 0; node--)
        {
            if (isKept[node] && parents[node] != Root)
            {
                isKept[parents[node]] = true;
            }
        }

        int[] kept = [.. Enumerable.Range(0, parents.Length).Where(node => isKept[node])], places = new int[parents.Length];
        if (kept.Length > MostNGrams)
        {
            throw new InputException(
                $"The texts have {CountFormatter.Format(kept.Length, "n-grams")} of characters, more than the {MostNGrams} that "
                + "bag-of-words learns: raise its min-document-frequency, or take shorter ngrams.");
        }

        for (int place = 0; place < kept.Length; place++)
        {
            places[kept[place]] = place;
        }

        return new BagOfCharacters(
            reader, [.. kept.Select(node => parents[node] == Root ? Root : places[parents[node]])],
            [.. kept.Select(node => hasColumn[node] ? characters[node] : ~characters[node])]);
    }

    private static long KeyOf(int parent, int character) => ((long)parent << 32) | (uint)character;
}
