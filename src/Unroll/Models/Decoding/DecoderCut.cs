using Unroll.Layers;

namespace Unroll.Models;

/// <summary>
/// The two parts of an encoder–decoder graph: what follows from the source alone, which is computed once, and what depends on the timestep
/// before, which is computed step by step. What goes over from the first to the second is the initial states of the decoder's recurrent
/// layers, and its memory: whatever else it takes from the encoder, such as the timesteps that it attends to.
/// </summary>
internal sealed class DecoderCut
{
    private readonly Signal _previous;
    private readonly Dictionary<Application, bool> _depends = [];

    /// <summary>Cuts a graph whose inputs are the source and the timestep before.</summary>
    /// <param name="model">The graph, built.</param>
    /// <exception cref="ArgumentException">It is no such graph, or a layer of its decoder cannot be run one timestep at a time.</exception>
    public DecoderCut(Graph model)
    {
        (IReadOnlyList<Signal> inputs, IReadOnlyList<Signal> outputs) = model.Signals;
        if (inputs.Count != 2 || outputs.Count != 1)
        {
            throw new ArgumentException(
                $"An encoder and decoder takes the source and the timestep before, and gives one output, but the graph has the inputs "
                + $"{string.Join(", ", model.InputNames)} and the outputs {string.Join(", ", model.OutputNames)}.", nameof(model));
        }

        _previous = inputs[1];
        Application[] decoder = [.. DecoderOf(outputs[0].Application)];
        List<Signal> states = [], next = [];
        foreach (Application recurrent in decoder.Where(application => application.Layer is RecurrentLayer))
        {
            states.AddRange(StatesOf(recurrent));
            next.AddRange(recurrent.Outputs.Skip(1));
        }

        if (states.GroupBy(state => state).FirstOrDefault(group => group.Count() > 1)?.Key is { } twice)
        {
            throw new ArgumentException(
                $"Two layers of the decoder start from the same state '{twice}': let each have its own, for example by an Activation that "
                + "leaves it as it is.", nameof(model));
        }

        Signal[] memory =
            [.. decoder.SelectMany(MemoryOf).Where(signal => signal != _previous && !states.Contains(signal)).Distinct()];
        Encoder = model.Part([inputs[0]], [.. states, .. memory]);
        Decoder = model.Part([_previous, .. states, .. memory], [outputs[0], .. next], takesAnyLength: true);
        ReadsTokens = decoder.Any(application => application.Layer is Embedding && application.Inputs.Contains(_previous));
    }

    /// <summary>The part from the source to the states, then to the memory.</summary>
    public Graph Encoder { get; }

    /// <summary>The part from the timestep before, the states and the memory to the output and the next states.</summary>
    public Graph Decoder { get; }

    /// <summary>Whether the timestep before is a token, which an embedding takes, rather than numbers.</summary>
    public bool ReadsTokens { get; }

    /// <summary>The applications that depend on the timestep before, in the order in which they are run.</summary>
    private IEnumerable<Application> DecoderOf(Application output)
    {
        HashSet<Application> seen = [];
        Stack<Application> open = new([output]);
        while (open.TryPop(out Application? application))
        {
            if (seen.Add(application))
            {
                foreach (Signal input in application.Inputs)
                {
                    open.Push(input.Application);
                }
            }
        }

        // An application is later than those whose signals it takes.
        foreach (Application application in seen.OrderBy(application => application.Order))
        {
            _depends[application] = application == _previous.Application || application.Inputs.Any(Depends);
        }

        return seen.Where(application => _depends[application] && application != _previous.Application)
            .OrderBy(application => application.Order);
    }

    private bool Depends(Signal signal) => _depends[signal.Application];

    /// <summary>The initial states of a recurrent layer of the decoder.</summary>
    private Signal[] StatesOf(Application application)
    {
        RecurrentLayer layer = (RecurrentLayer)application.Layer;
        Signal[] states = [.. application.Inputs.Skip(1)];
        string? problem = states.Length == 0
            ? "starts from zeros: let it start from states of the encoder, which are further inputs"
            : states.Any(Depends) ? "starts from states that depend on the timestep before: let it start from states of the encoder"
            : layer.GoesBackwards ? "reads backwards, while a decoder writes from the first timestep to the last"
            : !layer.ReturnState || !layer.ReturnSequences ? "does not return its sequence and its final states: set ReturnSequences and "
                + "ReturnState" : null;
        return problem is null ? states : throw new ArgumentException($"Layer '{layer.Name}': the decoder's layer {problem}.");
    }

    /// <summary>The inputs that a layer of the decoder takes from the encoder, initial states included.</summary>
    private IEnumerable<Signal> MemoryOf(Application application)
    {
        Layer layer = application.Layer;
        bool attends = layer is AttentionLayer && application.Inputs.Length > 1 && !application.Inputs.Skip(1).Any(Depends);
        return attends || layer is RecurrentLayer || layer.IsStepwise
            ? application.Inputs.Where(input => !Depends(input))
            : throw new ArgumentException(
                $"Layer '{layer.Name}': a decoder writes one timestep after the other, which {layer.GetType().Name} cannot do. Use "
                + "recurrent layers, attention to the encoder's timesteps, and layers that take each timestep by itself, as Dense does.");
    }
}
