using Unroll.Layers;

namespace Unroll.Models;

/// <summary>Options of a pass.</summary>
/// <param name="Training">Whether a backward pass follows.</param>
/// <param name="InputGradients">Whether the gradient with respect to the inputs is wanted.</param>
/// <param name="KeepStateGradients">Whether recurrent layers keep the gradient of the hidden state at every timestep.</param>
/// <param name="CarryState">Whether all recurrent layers continue from their state, stateful or not.</param>
/// <param name="StateKeeping">The keeper of states between passes.</param>
/// <param name="Cancellation">Ends the pass between two layers or timesteps.</param>
internal readonly record struct PassOptions(
    bool Training,
    bool InputGradients = false,
    bool KeepStateGradients = false,
    bool CarryState = false,
    StateKeeping StateKeeping = StateKeeping.Layers,
    CancellationToken Cancellation = default);
