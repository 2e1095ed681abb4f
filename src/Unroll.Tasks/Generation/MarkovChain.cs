using System.IO.Compression;

namespace Unroll.Tasks.Generation;

/// <summary>
/// Markov chains of order 0 to 5 over tokens, in one tree of n-grams: the baselines of generated text. The probability of a token is
/// interpolated with that of the next lower order, p(w | h) = (c(h w) + t(h)·p(w | h')) / (c(h) + t(h)), where t(h) counts the different
/// tokens after h (Witten and Bell 1991, method C); below order 0 all tokens are alike.
/// </summary>
internal sealed class MarkovChain
{
    /// <summary>The highest order.</summary>
    public const int HighestOrder = 5;

    /// <summary>Tokens at the end of a longer text that are counted: what came before would take memory without end.</summary>
    private const int MaxTokens = 3_000_000;

    /// <summary>N-grams that are saved at most; higher orders are then left out.</summary>
    private const int MostSaved = 100_000;

    private const int None = -1;

    private readonly int _vocabulary;
    private int[] _slots = new int[1 << 12];
    private int[] _parents = new int[1 << 11];
    private int[] _tokens = new int[1 << 11];
    private int[] _counts = new int[1 << 11];
    private int[] _totals = new int[1 << 11];
    private int[] _types = new int[1 << 11];
    private int _nodes = 1;

    private MarkovChain(int vocabulary, int order)
    {
        (_vocabulary, Order) = (vocabulary, order);
        Array.Fill(_slots, None);
    }

    /// <summary>The highest order that is known.</summary>
    public int Order { get; }

    /// <summary>Counts the n-grams of a text.</summary>
    /// <param name="codes">Its tokens.</param>
    /// <param name="vocabulary">Different tokens that there may be.</param>
    public static MarkovChain Fit(ReadOnlySpan<int> codes, int vocabulary)
    {
        MarkovChain chain = new(vocabulary, HighestOrder);
        Span<int> contexts = stackalloc int[HighestOrder + 1];
        int length = 0;
        foreach (int token in codes[Math.Max(0, codes.Length - MaxTokens)..])
        {
            for (int order = length; order >= 0; order--)
            {
                int child = chain.Count(contexts[order], token, 1);
                if (order < HighestOrder)
                {
                    contexts[order + 1] = child;
                }
            }

            contexts[0] = 0;
            length = Math.Min(length + 1, HighestOrder);
        }

        return chain;
    }

    /// <summary>The sum of −log p over the tokens of a text, for each order from 0.</summary>
    /// <param name="context">Tokens before the text.</param>
    /// <param name="codes">The text.</param>
    /// <param name="skipped">Tokens at its beginning that are read, but not counted.</param>
    public double[] NegativeLogLikelihoods(ReadOnlySpan<int> context, ReadOnlySpan<int> codes, int skipped)
    {
        double[] sums = new double[Order + 1];
        int[] contexts = [0, .. Enumerable.Repeat(None, Order)];
        foreach (int token in context[Math.Max(0, context.Length - Order)..])
        {
            Step(contexts, token, null);
        }

        for (int i = 0; i < codes.Length; i++)
        {
            Step(contexts, codes[i], i < skipped ? null : sums);
        }

        return sums;
    }

    /// <summary>Saves as many orders as fit.</summary>
    public string ToText()
    {
        int[] depths = new int[_nodes];
        int[] ofDepth = new int[Order + 2];
        for (int node = 1; node < _nodes; node++)
        {
            ofDepth[depths[node] = depths[_parents[node]] + 1]++;
        }

        int order = 0, saved = ofDepth[1];
        while (order < Order && saved + ofDepth[order + 2] <= MostSaved)
        {
            saved += ofDepth[++order + 1];
        }

        using MemoryStream bytes = new();
        using (BrotliStream packed = new(bytes, CompressionLevel.Optimal, leaveOpen: true))
        {
            using BinaryWriter writer = new(packed);
            writer.Write7BitEncodedInt(_vocabulary);
            writer.Write7BitEncodedInt(order);
            writer.Write7BitEncodedInt(saved);
            int[] numbers = new int[_nodes];
            int number = 1;
            for (int node = 1; node < _nodes; node++)
            {
                if (depths[node] <= order + 1)
                {
                    numbers[node] = number++;
                    writer.Write7BitEncodedInt(numbers[_parents[node]]);
                    writer.Write7BitEncodedInt(_tokens[node]);
                    writer.Write7BitEncodedInt(_counts[node]);
                }
            }
        }

        return Convert.ToBase64String(bytes.ToArray());
    }

    /// <summary>Restores what <see cref="ToText"/> saved.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="InputException">It is damaged.</exception>
    public static MarkovChain FromText(string text)
    {
        try
        {
            using BinaryReader reader = new(new BrotliStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress));
            MarkovChain chain = new(reader.Read7BitEncodedInt(), Math.Clamp(reader.Read7BitEncodedInt(), 0, HighestOrder));
            for (int left = reader.Read7BitEncodedInt(); left > 0; left--)
            {
                int parent = reader.Read7BitEncodedInt();
                if ((uint)parent >= (uint)chain._nodes)
                {
                    throw new InvalidDataException();
                }

                chain.Count(parent, reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());
            }

            return chain;
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException or EndOfStreamException
            or InvalidOperationException)
        {
            throw new InputException("The n-grams that were saved of the run are damaged. Train it again.", exception);
        }
    }

    private void Step(int[] contexts, int token, double[]? sums)
    {
        double probability = 1.0 / _vocabulary;
        int lower = 0;
        for (int order = 0; order <= Order; order++)
        {
            int context = contexts[order];
            int child = context == None ? None : Find(context, token);
            if (context != None && _totals[context] > 0)
            {
                double types = _types[context];
                probability = ((child == None ? 0 : _counts[child]) + (types * probability)) / (_totals[context] + types);
            }

            if (sums is not null)
            {
                sums[order] -= Math.Log(probability);
            }

            contexts[order] = lower;
            lower = child;
        }
    }

    /// <summary>Counts a token after a context.</summary>
    /// <returns>The n-gram of both.</returns>
    private int Count(int context, int token, int count)
    {
        int slot = SlotOf(context, token);
        int node = _slots[slot];
        if (node == None)
        {
            node = _nodes++;
            if (node == _parents.Length)
            {
                Grow();
                slot = SlotOf(context, token);
            }

            (_slots[slot], _parents[node], _tokens[node]) = (node, context, token);
            _types[context]++;
        }

        _counts[node] += count;
        _totals[context] += count;
        return node;
    }

    private int Find(int context, int token) => _slots[SlotOf(context, token)];

    private int SlotOf(int context, int token)
    {
        ulong hash = (((ulong)(uint)context << 32) | (uint)token) * 0x9E3779B97F4A7C15UL;
        int mask = _slots.Length - 1;
        int slot = (int)(hash >> 33) & mask;
        while (_slots[slot] is var node && node != None && (_parents[node] != context || _tokens[node] != token))
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    /// <summary>Twice the room, and half of the slots empty.</summary>
    private void Grow()
    {
        int length = 2 * _parents.Length;
        Array.Resize(ref _parents, length);
        Array.Resize(ref _tokens, length);
        Array.Resize(ref _counts, length);
        Array.Resize(ref _totals, length);
        Array.Resize(ref _types, length);
        _slots = new int[2 * length];
        Array.Fill(_slots, None);
        for (int node = 1; node < _nodes - 1; node++)
        {
            _slots[SlotOf(_parents[node], _tokens[node])] = node;
        }
    }
}
