namespace Unroll.Layers;

/// <summary>The sources of the initial states, and the destinations of the final ones.</summary>
internal sealed class RecurrentStateFlow(RecurrentLayer layer, RecurrentCell cell, RecurrentSettings settings)
{
    private readonly IReadOnlyList<int> _sizes = cell.StateSizes;

    /// <summary>Whether a pass may start from another state than zero.</summary>
    public bool HasInitialState(LayerPass pass) => pass.InputCount > 1 || Carries(pass) || KeepsInWorkspace(pass);

    /// <summary>A state before the first timestep, [rows, size]; where the workspace keeps states, its final one.</summary>
    public Span<float> InitialState(RecurrentWorkspace workspace, int state) =>
        state == 0 ? workspace.InitialHidden!.Span : cell.StateAt(workspace, state, -1);

    /// <summary>Puts the initial states where the loop looks for them.</summary>
    public void Load(RecurrentWorkspace workspace, LayerPass pass)
    {
        if (KeepsInWorkspace(pass))
        {
            return;
        }

        bool carries = Carries(pass);
        if (carries)
        {
            layer.States.Begin(pass.Context.BatchRows, layer.Name);
        }

        for (int state = 0; state < _sizes.Count; state++)
        {
            if (workspace.InitialHidden is not null)
            {
                ReadOnlySpan<float> source = carries
                    ? layer.States.At(state, pass.Context.FirstRow, workspace.Rows)
                    : pass.Input(1 + state).Values;
                source.CopyTo(InitialState(workspace, state));
            }
            else if (state > 0 && workspace.Segments.Count > 1)
            {
                // The pass before has left the state before one of its segments there.
                InitialState(workspace, state).Clear();
            }
        }
    }

    /// <summary>Writes the final states to the outputs and wherever they are kept.</summary>
    /// <param name="workspace">Holds the segment that was computed last.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="final">h of the last timestep.</param>
    public void Write(RecurrentWorkspace workspace, LayerPass pass, ReadOnlySpan<float> final)
    {
        int last = workspace.LastPlace;
        for (int state = 0; state < _sizes.Count && settings.ReturnState; state++)
        {
            (state == 0 ? final : cell.StateAt(workspace, state, last)).CopyTo(pass.Output(1 + state).Values);
        }

        for (int state = 0; state < _sizes.Count && Carries(pass); state++)
        {
            (state == 0 ? final : cell.StateAt(workspace, state, last)).CopyTo(
                layer.States.At(state, pass.Context.FirstRow, workspace.Rows));
        }

        for (int state = 0; state < _sizes.Count && KeepsInWorkspace(pass); state++)
        {
            (state == 0 ? final : cell.StateAt(workspace, state, last)).CopyTo(InitialState(workspace, state));
        }
    }

    /// <summary>Whether rows continue from the batch before. An initial state that is given takes precedence.</summary>
    private bool Carries(LayerPass pass) =>
        pass.InputCount == 1 && (settings.Stateful || pass.Context.CarriesState) && pass.Context.StateKeeping == StateKeeping.Layers;

    /// <summary>Whether the workspace continues from its final state: a stream.</summary>
    private static bool KeepsInWorkspace(LayerPass pass) => pass.Context.StateKeeping == StateKeeping.Pass;
}
