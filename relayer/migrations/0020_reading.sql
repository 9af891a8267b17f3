-- What members look for is among what is approved: a small part of all there has ever been.
CREATE INDEX p_activities_approved ON p_activities (service_start, id) WHERE state = 'approved';
CREATE INDEX p_activities_approved_newest ON p_activities (id) WHERE state = 'approved';
