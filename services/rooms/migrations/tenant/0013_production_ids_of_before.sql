UPDATE recording SET production_id = take.production_id FROM take
    WHERE take.id = recording.take_id AND recording.production_id IS NULL;
UPDATE marker SET production_id = take.production_id FROM take
    WHERE take.id = marker.take_id AND marker.production_id IS NULL;
