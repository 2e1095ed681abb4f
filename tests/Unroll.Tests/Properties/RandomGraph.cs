using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Properties;

/// <summary>
/// A plan of a graph: each step takes signals that are there and adds one or a few. All that comes in is used, and all that is left over
/// goes out.
/// </summary>
/// <param name="Inputs">Shapes of what comes in.</param>
/// <param name="Steps">Seeds of the steps: what each does, to which signals, with which options.</param>
internal sealed record RandomGraph(Shape[] Inputs, int[] Steps)
{
    private const int WidestVector = 24;

    public static RandomGraph Create(int seed)
    {
        var random = new RandomStream((ulong)seed, 5);
        int count = 1 + random.NextInt32(3);
        Shape[] inputs = [.. Enumerable.Range(0, count).Select(_ => random.NextInt32(4) == 0
            ? Shape.Vector(1 + random.NextInt32(4))
            : Shape.Sequence(3 + random.NextInt32(5), 1 + random.NextInt32(4)))];
        return new(inputs, [.. Enumerable.Range(0, 4 + random.NextInt32(8)).Select(_ => random.NextInt32(int.MaxValue))]);
    }

    /// <summary>The same graph without one of its steps: for finding a smaller one that fails, too.</summary>
    public IEnumerable<RandomGraph> Smaller() =>
        Enumerable.Range(0, Steps.Length).Select(left => this with { Steps = [.. Steps.Where((_, step) => step != left)] });

    public Graph Build()
    {
        List<Signal> signals = [];
        HashSet<Signal> used = [];
        Signal[] inputs = [.. Inputs.Select((shape, i) => Graph.Input(shape, $"in{i}"))];
        signals.AddRange(inputs);
        foreach (int step in Steps)
        {
            var random = new RandomStream((ulong)step);
            Signal first = signals[random.NextInt32(signals.Count)];
            Signal second = signals[random.NextInt32(signals.Count)];
            Signal[] sources = step % 3 == 0 ? [first, second] : [first];
            Signal made = sources.Length == 2 ? Join(random, first, second) : first.Shape.IsSequence ? OnSequence(random, first)
                : OnVector(random, first);
            signals.Add(made);
            Array.ForEach(sources, source => used.Add(source));
        }

        foreach (Signal input in inputs.Where(input => !used.Contains(input)))
        {
            signals.Add(new Dense(2).Apply(input));
            used.Add(input);
        }

        var graph = new Graph(inputs, [.. signals.Where(signal => !used.Contains(signal))]) { Seed = (ulong)Steps.Length };
        graph.Build();
        return graph;
    }

    public override string ToString() => $"inputs {string.Join(", ", Inputs)}, steps {string.Join(", ", Steps)}:\n{Build().Summary()}";

    private static Signal OnSequence(RandomStream random, Signal signal)
    {
        int units = 1 + random.NextInt32(4);
        bool all = random.NextInt32(2) == 0;
        int timesteps = signal.Shape.Timesteps;
        Layer layer = random.NextInt32(16) switch
        {
            0 => new Dense(units, new DenseOptions { Activation = Smooth(random) }),
            1 or 2 => Convolution(random, timesteps, units),
            3 => new SimpleRnn(units, new SimpleRnnOptions { ReturnSequences = all }),
            4 => new Lstm(units, new LstmOptions { ReturnSequences = all }),
            5 => new Gru(units, new GruOptions { ReturnSequences = all, ResetAfter = units > 2 }),
            6 => new MaxPooling1D(1 + random.NextInt32(Math.Min(timesteps, 3)), Pooling(random)),
            7 => new AveragePooling1D(1 + random.NextInt32(Math.Min(timesteps, 3)), Pooling(random)),
            8 => new GlobalMaxPooling1D(),
            9 => new GlobalAveragePooling1D(),
            10 => timesteps * signal.Shape.Features <= WidestVector ? new Flatten() : new GlobalAveragePooling1D(),
            11 => timesteps <= WidestVector ? new Permute() : new Cropping1D(1, 0),
            12 => new ZeroPadding1D(random.NextInt32(2), random.NextInt32(2)),
            13 => timesteps > 2 ? new Cropping1D(random.NextInt32(2), random.NextInt32(2)) : new UpSampling1D(2),
            14 => new Reshape(Shape.AnyLength, Divisor(random, timesteps * signal.Shape.Features)),
            _ => new Activation(Smooth(random)),
        };
        return layer.Apply(signal);
    }

    private static Signal OnVector(RandomStream random, Signal signal)
    {
        Layer layer = random.NextInt32(4) switch
        {
            0 => new RepeatVector(2 + random.NextInt32(3)),
            1 => new Reshape(Shape.AnyLength, Divisor(random, signal.Shape.Features)),
            2 => new Activation(Smooth(random)),
            _ => new Dense(1 + random.NextInt32(4), new DenseOptions { Activation = Smooth(random) }),
        };
        return layer.Apply(signal);
    }

    /// <summary>Joins two signals of any shapes: they are brought to the same first.</summary>
    private static Signal Join(RandomStream random, Signal first, Signal second)
    {
        if (first.Shape.IsSequence && second.Shape.IsSequence && first.Shape.Timesteps != second.Shape.Timesteps)
        {
            (Signal longer, Signal shorter) = first.Shape.Timesteps > second.Shape.Timesteps ? (first, second) : (second, first);
            first = new Cropping1D(0, longer.Shape.Timesteps - shorter.Shape.Timesteps).Apply(longer);
            second = shorter;
        }
        else if (first.Shape.IsSequence != second.Shape.IsSequence)
        {
            (Signal sequence, Signal vector) = first.Shape.IsSequence ? (first, second) : (second, first);
            first = sequence;
            second = new RepeatVector(sequence.Shape.Timesteps).Apply(vector);
        }

        int kind = random.NextInt32(6);
        if (kind == 0)
        {
            return new Concatenate().Apply(first, second);
        }

        if (first.Shape.Features != second.Shape.Features)
        {
            second = new Dense(first.Shape.Features, new DenseOptions { Activation = ActivationFunction.Tanh }).Apply(second);
        }

        Layer layer = kind switch
        {
            1 => new Add(),
            2 => new Subtract(),
            3 => new Average(),
            4 => new Maximum(),
            _ => new Multiply(),
        };
        return kind == 3 ? layer.Apply(first, second, first) : layer.Apply(first, second);
    }

    private static Conv1D Convolution(RandomStream random, int timesteps, int filters)
    {
        var padding = (WindowPadding)random.NextInt32(3);
        return new Conv1D(filters, 1 + random.NextInt32(Math.Min(timesteps, 4)), new Conv1DOptions
        {
            Padding = padding,
            Strides = 1 + (random.NextInt32(3) / 2),
            DilationRate = padding == WindowPadding.Valid ? 1 : 1 + random.NextInt32(2),
            UseBias = random.NextInt32(3) > 0,
            Activation = Smooth(random),
        });
    }

    private static PoolingOptions Pooling(RandomStream random) => new()
    {
        Strides = 1 + random.NextInt32(2),
        Padding = (WindowPadding)random.NextInt32(2),
    };

    private static ActivationFunction Smooth(RandomStream random) => random.NextInt32(5) switch
    {
        0 => ActivationFunction.Tanh,
        1 => ActivationFunction.Sigmoid,
        2 => ActivationFunction.Gelu,
        3 => ActivationFunction.Softplus,
        _ => ActivationFunction.Linear,
    };

    private static int Divisor(RandomStream random, int length)
    {
        int[] divisors = [.. Enumerable.Range(1, length).Where(divisor => length % divisor == 0)];
        return divisors[random.NextInt32(divisors.Length)];
    }
}
