namespace Unroll.Tasks.Recipes;

/// <summary>The keys of the layers of a recipe's <c>model</c>.</summary>
internal static class LayerKeys
{
    private const string Required = "required";
    private const string None = "—";
    private const string Flag = "`true` or `false`";
    private const string Whole = "whole number from 1";

    /// <summary>The keys, in the order of docs/recipes.md.</summary>
    public static IReadOnlyList<RecipeKey> All { get; } =
    [
        new("model[].lstm", "units or section", None),
        .. Recurrent("lstm", gates: true),
        new("model[].lstm.unit-forget-bias", Flag, "`true`"),
        new("model[].gru", "units or section", None),
        .. Recurrent("gru", gates: true),
        new("model[].gru.reset-after", Flag, "`true`"),
        new("model[].simple-rnn", "units or section", None),
        .. Recurrent("simple-rnn", gates: false),
        new("model[].bidirectional", "section", None),
        new("model[].bidirectional.lstm", "units or section", None),
        new("model[].bidirectional.gru", "units or section", None),
        new("model[].bidirectional.simple-rnn", "units or section", None),
        new("model[].bidirectional.merge", "`concatenate`, `sum`, `average` or `multiply`", "`concatenate`"),
        new("model[].conv1d", "section", None),
        new("model[].conv1d.filters", Whole, Required),
        new("model[].conv1d.kernel", Whole, Required),
        new("model[].conv1d.padding", "`valid`, `same` or `causal`", "`valid`"),
        new("model[].conv1d.stride", Whole, "`1`"),
        new("model[].conv1d.dilation", Whole, "`1`"),
        new("model[].conv1d.activation", "activation", "`linear`"),
        new("model[].conv1d.bias", Flag, "`true`"),
        .. Pooling("max-pooling1d"),
        .. Pooling("average-pooling1d"),
        new("model[].global-max-pooling1d", "nothing", None),
        new("model[].global-average-pooling1d", "nothing", None),
        new("model[].dense", "units or section", None),
        new("model[].dense.units", Whole, Required),
        new("model[].dense.activation", "activation", "`linear`"),
        new("model[].dense.bias", Flag, "`true`"),
        new("model[].dropout", "number from 0 to below 1", None),
        new("model[].activation", "activation", None),
        new("model[].batch-normalization", "nothing or section", None),
        new("model[].batch-normalization.momentum", "number from 0 to below 1", "`0.99`"),
        new("model[].batch-normalization.epsilon", "number above 0", "`0.001`"),
        new("model[].layer-normalization", "nothing or section", None),
        new("model[].layer-normalization.epsilon", "number above 0", "`0.001`"),
        new("model[].masking", "nothing or number", "`0`"),
        new("model[].embedding", "section", None),
        new("model[].embedding.vocabulary", Whole, Required),
        new("model[].embedding.dimension", Whole, Required),
        new("model[].embedding.mask-zero", Flag, "`false`"),
    ];

    private static IEnumerable<RecipeKey> Recurrent(string layer, bool gates)
    {
        yield return new($"model[].{layer}.units", Whole, Required);
        yield return new($"model[].{layer}.return-sequences", Flag, "`true` before a layer that takes sequences");
        yield return new($"model[].{layer}.activation", "activation", "`tanh`");
        if (gates)
        {
            yield return new($"model[].{layer}.recurrent-activation", "activation", "`sigmoid`");
        }

        yield return new($"model[].{layer}.bias", Flag, "`true`");
    }

    private static IEnumerable<RecipeKey> Pooling(string layer)
    {
        yield return new($"model[].{layer}", "steps or section", None);
        yield return new($"model[].{layer}.size", Whole, Required);
        yield return new($"model[].{layer}.stride", Whole, "`size`");
        yield return new($"model[].{layer}.padding", "`valid` or `same`", "`valid`");
    }
}
