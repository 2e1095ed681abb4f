using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Tests.Oracles;

namespace Unroll.Tests.Golden;

/// <summary>
/// Recurrent golden cases that are more than a chain of layers: two directions, padding, masks, final states, the order of time, and an
/// encoder with its decoder.
/// </summary>
internal static partial class GoldenRecurrent
{
    // The block of Keras' order that PyTorch's block becomes: r, z, n -> z, r, h.
    private static readonly int[] _gruOrder = [1, 0, 2];

    private static readonly string[] _kinds = ["lstm", "gru", "simple_rnn"];

    private static readonly string[] _options = ["bidirectional", "lengths", "maskValue", "goBackwards"];

    /// <summary>Whether a case is run here.</summary>
    public static bool Takes(GoldenCase golden) =>
        golden.Kind.Length == 0
            ? ReadNote(golden.Text("note", "")) is not null
            : _kinds.Contains(golden.Kind) && (HasStates(golden) || golden.Config.EnumerateObject().Any(option =>
                _options.Contains(GoldenCase.OptionName(option.Name))
                    && option.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False)));

    public static void Check(GoldenCase golden, double tolerance)
    {
        int[] input = golden["input"].Shape;
        Model model = CreateModel(golden);
        if (golden.IsKeras)
        {
            TakeKeras(golden, model);
        }
        else
        {
            EachTorchParameter(golden, model, "param.", (parameter, values) =>
            {
                values.CopyTo(parameter.Values);
                parameter.MarkChanged();
            });
        }

        Assert.Equal(golden.Whole("parameters", model.ParameterCount), model.ParameterCount);
        var probe = new GradientProbe(model, input[0], input[1], lengths: Lengths(golden));
        Compare.Near("output", golden["output"].Data, probe.Forward(golden["input"].Data), tolerance);
        if (!golden.Has("output_grad"))
        {
            return;
        }

        probe.Backward(golden["output_grad"].Data);
        Compare.Near("input gradient", golden["input_grad"].Data, probe.InputGradient, tolerance);
        int compared = 0;
        EachTorchParameter(golden, model, "grad.", (parameter, expected) =>
        {
            Compare.Near("gradient of " + parameter.Name, expected, probe.Gradient(parameter), tolerance);
            compared++;
        });
        Assert.Equal(model.Parameters.Count, compared);
    }

    /// <summary>The case's layers, with the initial weights of a seed.</summary>
    public static Model CreateModel(GoldenCase golden)
    {
        int[] input = golden["input"].Shape;
        Model model = golden.Kind.Length == 0
            ? new Sequential([new Input(input[1], input[2]), .. ReadNote(golden.Text("note", ""))!])
            : Build(golden, input);
        model.Build();
        return model;
    }

    /// <summary>Real timesteps of each row; null for all.</summary>
    public static int[]? Lengths(GoldenCase golden) => golden.Config.TryGetProperty("lengths", out JsonElement given) && !golden.IsKeras
        ? [.. given.EnumerateArray().Select(length => length.GetInt32())]
        : null;

    private static bool HasStates(GoldenCase golden) => golden.Text("note", "").Contains("h_T", StringComparison.Ordinal);

    private static Graph Build(GoldenCase golden, int[] input)
    {
        Signal first = Graph.Input(input[1], input[2]);
        Signal signal = golden.Config.TryGetProperty("maskValue", out JsonElement mask) ? new Masking(mask.GetSingle()).Apply(first)
            : first;
        string merge = golden.Text("bidirectional", "");
        bool states = HasStates(golden);
        bool sequences = golden.Flag("returnSequences", golden["output"].Shape.Length == 3);
        int layers = golden.Whole("layers", 1);
        for (int i = 0; i < layers; i++)
        {
            bool last = i == layers - 1;
            RecurrentLayer layer = Create(golden, !last || sequences, last && states);
            Layer wrapped = merge.Length == 0 ? layer : new Bidirectional(layer, merge switch
            {
                "concat" => MergeMode.Concatenate,
                "sum" => MergeMode.Sum,
                "ave" => MergeMode.Average,
                "mul" => MergeMode.Multiply,
                _ => throw new NotSupportedException($"Golden case {golden.Name} merges by '{merge}', which the tests do not know."),
            });
            signal = wrapped.Apply(signal);
        }

        if (states)
        {
            // The sequence of hidden states is not what is asked for: only [h_T, c_T] goes out.
            signal = signal.State.Length == 1 ? new Activation(ActivationFunction.Linear).Apply(signal.State)
                : new Concatenate().Apply(signal.State);
        }

        return new Graph(first, signal);
    }

    private static RecurrentLayer Create(GoldenCase golden, bool sequences, bool states)
    {
        int units = golden.Whole("units", 0);
        bool backwards = golden.Flag("goBackwards", false);
        bool bias = golden.IsKeras ? golden.Has("weight.2")
            : golden.TensorNames.Any(name => name.Contains("bias", StringComparison.Ordinal));
        ActivationFunction activation = ActivationFunction.Catalogue.Create(golden.Text("activation", "tanh").Replace('_', '-'));
        ActivationFunction gates = ActivationFunction.Catalogue.Create(golden.Text("recurrentActivation", "sigmoid").Replace('_', '-'));
        return golden.Kind switch
        {
            "lstm" => new Lstm(units, new LstmOptions
            {
                ReturnSequences = sequences,
                ReturnState = states,
                GoBackwards = backwards,
                UseBias = bias,
                Activation = activation,
                RecurrentActivation = gates,
            }),
            "gru" => new Gru(units, new GruOptions
            {
                ReturnSequences = sequences,
                ReturnState = states,
                GoBackwards = backwards,
                UseBias = bias,
                Activation = activation,
                RecurrentActivation = gates,
                ResetAfter = golden.Flag("resetAfter", !golden.IsKeras),
            }),
            _ => new SimpleRnn(units, new SimpleRnnOptions
            {
                ReturnSequences = sequences,
                ReturnState = states,
                GoBackwards = backwards,
                UseBias = bias,
                Activation = activation,
            }),
        };
    }

    private static void TakeKeras(GoldenCase golden, Model model)
    {
        int index = 0;
        foreach (Parameter parameter in model.Parameters)
        {
            GoldenTensor tensor = golden[$"weight.{index++}"];
            Assert.Equal(parameter.Dimensions, tensor.Shape);
            tensor.Data.CopyTo(parameter.Values);
            parameter.MarkChanged();
        }

        Assert.False(
            golden.Has($"weight.{index}"), $"Golden case {golden.Name} has more weights than the layers that the tests made of it.");
    }

    /// <summary>Each of PyTorch's parameters, or gradients, in the layout of ours.</summary>
    private static void EachTorchParameter(GoldenCase golden, Model model, string prefix, Action<Parameter, float[]> use)
    {
        int[] order = golden.Kind switch { "gru" => _gruOrder, "lstm" => [0, 1, 2, 3], _ => [0] };
        int index = 0;
        foreach (Layer layer in model.Layers.Where(layer => layer.Parameters.Count > 0))
        {
            foreach (Parameter parameter in layer.Parameters)
            {
                string suffix = $"_l{index}" + (parameter.Name.StartsWith("backward.", StringComparison.Ordinal) ? "_reverse" : "");
                string name = parameter.Name.Split('.')[^1];
                use(parameter, name switch
                {
                    "kernel" => GoldenNetwork.Transpose(golden.EndingIn(prefix, "weight_ih" + suffix), order),
                    "recurrent_kernel" => GoldenNetwork.Transpose(golden.EndingIn(prefix, "weight_hh" + suffix), order),
                    _ => GoldenNetwork.JoinBiases(golden, prefix, suffix, order),
                });
            }

            index++;
        }
    }

    /// <summary>
    /// Layers told in words: <c>lstm(5) -> repeat_vector(3) -> lstm(5, sequences) -> dense(2) at each step</c>; null where a note tells
    /// something else.
    /// </summary>
    private static Layer[]? ReadNote(string note)
    {
        Layer?[] layers = [.. note.Split("->").Select(layer => ReadLayer(layer.Trim()))];
        return layers.Contains(null) || !note.Contains("->", StringComparison.Ordinal) ? null : [.. layers.OfType<Layer>()];
    }

    private static Layer? ReadLayer(string text)
    {
        Match match = LayerPattern().Match(text);
        if (!match.Success)
        {
            return null;
        }

        int number = int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
        string word = match.Groups["word"].Value;
        bool sequences = word == "sequences";
        return match.Groups["name"].Value switch
        {
            "lstm" => new Lstm(number, new LstmOptions { ReturnSequences = sequences }),
            "gru" => new Gru(number, new GruOptions { ReturnSequences = sequences, ResetAfter = false }),
            "simple_rnn" => new SimpleRnn(number, new SimpleRnnOptions { ReturnSequences = sequences }),
            "repeat_vector" => new RepeatVector(number),
            "dense" => new TimeDistributed(new Dense(number, new DenseOptions
            {
                Activation = ActivationFunction.Catalogue.Create(word.Length == 0 ? "linear" : word.Replace('_', '-')),
            })),
            _ => null,
        };
    }

    [GeneratedRegex(@"^(?<name>lstm|gru|simple_rnn|repeat_vector|dense)\((?<number>\d+)(, *(?<word>\w+))?\)( at each step)?$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex LayerPattern();
}
