using Unroll.Layers;
using Unroll.Models;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Networks;

/// <summary>Makes the layers that a recipe describes.</summary>
internal static class LayerBuilder
{
    /// <summary>The network of a recipe, built.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="input">Shape of what goes in.</param>
    /// <param name="seed">Seed of its weights.</param>
    /// <exception cref="InputException">The layers do not fit together.</exception>
    public static Sequential Build(Recipe recipe, Shape input, ulong seed)
    {
        try
        {
            List<Layer> layers = [new Input(input)];
            for (int i = 0; i < recipe.Model.Count; i++)
            {
                layers.Add(Build(recipe.Model[i], recipe.Model.Skip(i + 1).Any(layer => layer.TakesSequence)));
            }

            Sequential network = new([.. layers]) { Seed = seed };
            network.Build();
            return network;
        }
        catch (ArgumentException exception)
        {
            throw Error(recipe, recipe.Model[0], "model", exception.Message);
        }
    }

    /// <summary>An error about a layer, with its place in the recipe where it has one.</summary>
    public static InputException Error(Recipe recipe, LayerRecipe layer, string field, string what) => layer.Line > 0
        ? RecipeNode.Error(recipe.Source, layer.Line, field, what)
        : new InputException($"Recipe {recipe.Name}, field {field}: {what}");

    private static Layer Build(LayerRecipe layer, bool sequencesTaken) => layer switch
    {
        RecurrentLayerRecipe recurrent => BuildRecurrent(recurrent, recurrent.ReturnSequences ?? sequencesTaken),
        BidirectionalLayerRecipe both => new Bidirectional(BuildRecurrent(both.Layer, both.Layer.ReturnSequences ?? sequencesTaken), both.Merge switch
        {
            "sum" => MergeMode.Sum,
            "average" => MergeMode.Average,
            "multiply" => MergeMode.Multiply,
            _ => MergeMode.Concatenate,
        }),
        ConvolutionLayerRecipe convolution => new Conv1D(convolution.Filters, convolution.Kernel, new Conv1DOptions
        {
            Padding = Padding(convolution.Padding),
            Stride = convolution.Stride,
            Dilation = convolution.Dilation,
            Activation = Function(convolution.Activation, "linear"),
            UseBias = convolution.Bias,
        }),
        PoolingLayerRecipe { Kind: "max-pooling1d" } pooling => new MaxPooling1D(pooling.Size, Options(pooling)),
        PoolingLayerRecipe pooling => new AveragePooling1D(pooling.Size, Options(pooling)),
        GlobalPoolingLayerRecipe { Kind: "global-max-pooling1d" } => new GlobalMaxPooling1D(),
        GlobalPoolingLayerRecipe => new GlobalAveragePooling1D(),
        DenseLayerRecipe dense => new Dense(dense.Units, new DenseOptions { UseBias = dense.Bias, Activation = Function(dense.Activation, "linear") }),
        DropoutLayerRecipe dropout => new Dropout((float)dropout.Rate),
        ActivationLayerRecipe activation => new Activation(ActivationFunction.Catalogue.Create(activation.Function)),
        NormalizationLayerRecipe { Kind: "batch-normalization" } batch =>
            new BatchNormalization(new BatchNormalizationOptions { Momentum = (float)batch.Momentum, Epsilon = (float)batch.Epsilon }),
        NormalizationLayerRecipe normalization => new LayerNormalization(new LayerNormalizationOptions { Epsilon = (float)normalization.Epsilon }),
        MaskingLayerRecipe masking => new Masking((float)masking.Value),
        EmbeddingLayerRecipe embedding => new Embedding(embedding.Vocabulary, embedding.Dimension, new EmbeddingOptions { MaskZero = embedding.MaskZero }),
        _ => throw new ArgumentException($"Unknown layer {layer}.", nameof(layer)),
    };

    private static RecurrentLayer BuildRecurrent(RecurrentLayerRecipe layer, bool returnSequences) => layer.Recurrent switch
    {
        RecurrentKind.Lstm => new Lstm(layer.Units, new LstmOptions
        {
            ReturnSequences = returnSequences,
            UseBias = layer.Bias,
            UnitForgetBias = layer.UnitForgetBias,
            Activation = Function(layer.Activation, "tanh"),
            RecurrentActivation = Function(layer.RecurrentActivation, "sigmoid"),
        }),
        RecurrentKind.Gru => new Gru(layer.Units, new GruOptions
        {
            ReturnSequences = returnSequences,
            UseBias = layer.Bias,
            ResetAfter = layer.ResetAfter,
            Activation = Function(layer.Activation, "tanh"),
            RecurrentActivation = Function(layer.RecurrentActivation, "sigmoid"),
        }),
        _ => new SimpleRnn(layer.Units, new SimpleRnnOptions
        {
            ReturnSequences = returnSequences,
            UseBias = layer.Bias,
            Activation = Function(layer.Activation, "tanh"),
        }),
    };

    private static PoolingOptions Options(PoolingLayerRecipe pooling) => new() { Stride = pooling.Stride, Padding = Padding(pooling.Padding) };

    private static WindowPadding Padding(string name) => name switch
    {
        "same" => WindowPadding.Same,
        "causal" => WindowPadding.Causal,
        _ => WindowPadding.Valid,
    };

    private static ActivationFunction Function(string? name, string otherwise) => ActivationFunction.Catalogue.Create(name ?? otherwise);
}
