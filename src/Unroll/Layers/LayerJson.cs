using System.Text.Json.Nodes;
using Unroll.Initializers;
using Unroll.Regularizers;

namespace Unroll.Layers;

/// <summary>Layers to and from the JSON of a model file. By hand, not by reflection, so that trimming cannot break it.</summary>
internal static class LayerJson
{
    public static JsonObject Write(ActivationFunction activation) => Write(activation.Name, activation.Settings);

    public static JsonObject Write(Initializer initializer) => Write(initializer.Name, initializer.Settings);

    public static JsonObject Write(string name, IReadOnlyDictionary<string, double> settings)
    {
        JsonObject json = new() { ["name"] = name };
        if (settings.Count > 0)
        {
            JsonObject values = [];
            foreach ((string key, double value) in settings)
            {
                values[key] = value;
            }

            json["settings"] = values;
        }

        return json;
    }

    public static JsonNode? Write(Regularizer? regularizer) => regularizer is null ? null : Write(regularizer.Name, regularizer.Settings);

    /// <summary>A layer with its name and its penalty.</summary>
    public static JsonObject WriteInner(Layer layer)
    {
        JsonObject json = layer.GetConfiguration();
        json["name"] = layer.Name;
        if (layer.ActivityRegularizer is not null)
        {
            json["activity_regularizer"] = Write(layer.ActivityRegularizer);
        }

        return json;
    }

    /// <summary>Makes a layer from what <see cref="Layer.GetConfiguration"/> gave.</summary>
    /// <exception cref="InputException">The layer is not known, or something is missing.</exception>
    public static Layer Read(JsonObject json)
    {
        var source = new JsonSource(json);
        string type = source.Text("type");
        Layer layer = type switch
        {
            "input" => Input.Read(source),
            "dense" => Dense.Read(source),
            "activation" => Activation.Read(source),
            "dropout" => Dropout.Read(source),
            "embedding" => Embedding.Read(source),
            "layer-normalization" => LayerNormalization.Read(source),
            "multi-head-attention" => MultiHeadAttention.Read(source),
            "positional-encoding" => PositionalEncoding.Read(source),
            "batch-normalization" => BatchNormalization.Read(source),
            "simple-rnn" => SimpleRnn.Read(source),
            "lstm" => Lstm.Read(source),
            "gru" => Gru.Read(source),
            "conv1d" => Conv1D.Read(source),
            "max-pool1d" => MaxPool1D.Read(source),
            "average-pool1d" => AveragePool1D.Read(source),
            "global-max-pool1d" => new GlobalMaxPool1D(),
            "global-average-pool1d" => new GlobalAveragePool1D(),
            "zero-padding1d" => ZeroPadding1D.Read(source),
            "rnn" => Rnn.Read(source),
            "time-distributed" => TimeDistributed.Read(source),
            "bidirectional" => Bidirectional.Read(source),
            "transformer-encoder" => TransformerEncoder.Read(source),
            "temporal-convolution" => TemporalConvolution.Read(source),
            "cropping1d" => Cropping1D.Read(source),
            "up-sampling1d" => UpSampling1D.Read(source),
            "flatten" => new Flatten(),
            "reshape" => Reshape.Read(source),
            "permute" => new Permute(),
            "repeat-vector" => RepeatVector.Read(source),
            "masking" => Masking.Read(source),
            "add" => new Add(),
            "subtract" => new Subtract(),
            "multiply" => new Multiply(),
            "average" => new Average(),
            "maximum" => new Maximum(),
            "concatenate" => new Concatenate(),
            _ => LayerRegistry.CreateLayer(type, json),
        };
        layer.Rename(source.Text("name"));
        layer.ActivityRegularizer = ReadRegularizer(source, "activity_regularizer");
        return layer;
    }

    public static Shape ReadShape(JsonSource source) => source.OptionalInteger("timesteps") is { } timesteps
        ? Shape.Sequence(timesteps, source.Integer("features"))
        : Shape.Vector(source.Integer("features"));

    public static ActivationFunction ReadActivation(JsonSource source, string key)
    {
        JsonSource named = source.Object(key);
        return ActivationFunction.FromName(named.Text("name"), named.Numbers("settings"));
    }

    public static Initializer ReadInitializer(JsonSource source, string key)
    {
        JsonSource named = source.Object(key);
        return Initializer.FromName(named.Text("name"), named.Numbers("settings"));
    }

    /// <summary>A regularizer; null where there is none, as in files that know none.</summary>
    public static Regularizer? ReadRegularizer(JsonSource source, string key)
    {
        if (!source.Has(key))
        {
            return null;
        }

        JsonSource named = source.Object(key);
        return Regularizer.FromName(named.Text("name"), named.Numbers("settings"));
    }
}
