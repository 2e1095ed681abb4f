using Unroll.Training;

namespace Unroll.Models;

/// <content>How a checked call runs: on the calling thread, or on the team where it is free.</content>
public sealed partial class Predictor
{
    /// <summary>Runs a checked call, shard by shard, cut as in training: that is what makes the bits the same.</summary>
    /// <param name="call">What to do.</param>
    /// <param name="shape">Room for the rows, then the timesteps of each input.</param>
    private void Run(in PredictorCall call, Span<int> shape)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        int timesteps = 1;
        for (int i = 0; i < call.Count; i++)
        {
            timesteps = Math.Max(timesteps, shape[1 + i]);
            if (!call.Lengths(i).IsEmpty)
            {
                call.RequireLengths(i, shape[1 + i], _inputNames[i]);
                shape[1 + i] = -shape[1 + i];
            }
        }

        var cut = new ShardCut(call.Rows);
        if (_team is not null && (cut.Count > 1 || _team.IsWorthwhile(call.Rows, timesteps)) && _team.TryTake())
        {
            try
            {
                RunOnTeam(_team, call, cut, shape);
            }
            finally
            {
                _team.GiveBack();
            }

            return;
        }

        for (int shard = 0; shard < cut.Count; shard++)
        {
            shape[0] = cut.Length(shard);
            PassPool pool = _pools.For(shape);
            ShardPass pass = pool.Rent();
            try
            {
                call.RequireOutputs(pass, _outputNames);
                call.Load(pass, cut.Start(shard));
                pass.Forward();
                call.Store(pass, cut.Start(shard));
            }
            finally
            {
                pool.Return(pass);
            }
        }
    }

    /// <summary>Runs the shards on the team's threads; a single one on this thread, with the others lent to its large products.</summary>
    private void RunOnTeam(ServingTeam team, in PredictorCall call, ShardCut cut, Span<int> shape)
    {
        for (int first = 0; first < cut.Count; first += team.Capacity)
        {
            int count = Math.Min(team.Capacity, cut.Count - first), rented = 0;
            try
            {
                while (rented < count)
                {
                    int shard = first + rented;
                    shape[0] = cut.Length(shard);
                    ShardPass pass = _pools.For(shape).Rent();

                    // Counted before the checks, which may throw: what is counted goes back.
                    team.Passes[rented++] = pass;
                    call.RequireOutputs(pass, _outputNames);
                    call.Load(pass, cut.Start(shard));
                }

                team.Forward(count);
                for (int i = 0; i < count; i++)
                {
                    call.Store(team.Passes[i]!, cut.Start(first + i));
                }
            }
            finally
            {
                for (int i = 0; i < rented; i++)
                {
                    // Not kept here: the pools alone decide how long buffers live.
                    ShardPass pass = team.Passes[i]!;
                    team.Passes[i] = null;
                    shape[0] = cut.Length(first + i);
                    _pools.For(shape).Return(pass);
                }
            }
        }
    }
}
